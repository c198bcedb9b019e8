"""An article: its way to the public, its pages and places, its interpretations."""
