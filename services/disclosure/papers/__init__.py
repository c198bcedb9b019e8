"""Papers: yearly reports and letters as files, in the layout of official documents (GB/T 9704). Pure: bytes from values.

Imported by use cases only: the libraries that write docx and xlsx are nothing for a gateway.
"""
