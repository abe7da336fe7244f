"""What Lighthouse says of every kind of page that anyone may see: a phone on a slow line, a slow CPU."""
