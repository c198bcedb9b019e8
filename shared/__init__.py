"""What every part of Guanwang shares: pure building blocks, the law, the plugin surface and the runtime frame."""
