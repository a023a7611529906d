"""A class on a JupyterHub: the service that keeps its answers, and how to reach it.

The page beside this file says how to start it. Its own packages are in ../requirements.txt.
"""
