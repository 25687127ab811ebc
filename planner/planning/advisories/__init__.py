"""The advisories of a plan: detectors that look at facts alone, one file a topic; the words stand in the catalog."""
