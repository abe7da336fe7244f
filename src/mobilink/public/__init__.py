"""What anyone may see: where the service is, was and will be. No JavaScript is needed."""
