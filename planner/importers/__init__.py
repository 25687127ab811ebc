"""Files in: what others publish or send back becomes the planner's own few types."""
