"""An invented partnership: its reference files, its returns, and what makes them."""
