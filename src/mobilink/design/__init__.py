"""What every face wears: tokens, fonts, the shell, the coastline, and the words for dates and states."""
