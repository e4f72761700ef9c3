"""Which cue each quotation and clause hangs on, in its paragraph and over the next."""
