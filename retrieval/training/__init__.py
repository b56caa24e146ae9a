"""Training: what is learned from the guide's own questions ahead of time. Needs the extra `train`."""
