"""A thin door for people: window, steps, models and printing. Qt is imported below this package alone."""
