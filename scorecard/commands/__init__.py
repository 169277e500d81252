"""The commands of the command line, one module each; a module with a `command` is found by looking."""
