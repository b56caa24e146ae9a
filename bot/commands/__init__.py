"""One module per verb of the `senim` command, each with `main(arguments) -> exit code`."""
