"""The load of a chaos run, a process of its own: desks that write, readers that look all the time, a journal of both."""
