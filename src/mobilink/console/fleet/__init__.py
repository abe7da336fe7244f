"""Vans and equipment at the desk: registers, meters, papers, and what an auditor asks."""
