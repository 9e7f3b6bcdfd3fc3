"""The outside: the command line and the HTTP service. Only this package joins the parts."""
