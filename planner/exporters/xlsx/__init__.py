"""The workbook: a plan to read, decide on and hand back, one sheet an idea."""
