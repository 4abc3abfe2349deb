"""Models measured against papers that a reader labelled or reviewed."""
