"""The network, asked politely: one client for sites, with limits, turns, retries and kept answers.

Sources call in, and whoever sends a mail or asks a model's server is told when to try again;
answers leave, or one of our own errors.
"""
