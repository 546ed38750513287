"""“What can help me?”: the whole catalogue for one case."""
