"""Segmente: filters of the network's list that the office comes back to, under a name, with how many they hold."""
