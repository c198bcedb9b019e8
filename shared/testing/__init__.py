"""What tests of services are built from; also for authors of plugins."""
