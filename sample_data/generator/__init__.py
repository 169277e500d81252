"""Makes the returns of an invented partnership: `python -m sample_data.generator`."""
