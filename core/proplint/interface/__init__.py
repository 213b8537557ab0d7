"""What plugins implement beside property types; authors import all of it from `proplint.api`."""
