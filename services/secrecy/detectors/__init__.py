"""The built-in detectors of the secrecy review (Art. 12 第十二条): one rule a file, registered like a stranger's."""
