"""The seven pages of the wizard: each builds widgets, sends answers to the session, shows its problems."""
