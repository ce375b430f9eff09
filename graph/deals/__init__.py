"""Which financings that articles report are one deal: the stages of one loan, told by several papers."""
