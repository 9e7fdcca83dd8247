"""A demonstration class: what a first look at the grades shows, and what the end-to-end test grades."""
