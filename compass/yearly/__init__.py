"""Jährliche Nachfrage: is this entry still right?"""
