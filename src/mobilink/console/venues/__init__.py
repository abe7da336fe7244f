"""The register of venues at the desk."""
