"""An application for disclosure: what a clerk with a pencil keeps of it, its way up to the answer, and the answer."""
