"""The way back of an error file: corrected rows are taken into the CSV that they came from."""
