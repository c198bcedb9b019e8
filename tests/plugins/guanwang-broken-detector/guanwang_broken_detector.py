"""A detector that cannot be loaded: what it needs is not installed."""
import a_module_that_nobody_has

make = a_module_that_nobody_has.make
