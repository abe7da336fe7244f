"""What it brought: reports of outings and windows, and press releases."""
