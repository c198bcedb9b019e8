"""What content writes for machines that follow a site: feeds and sitemaps. Pure."""
