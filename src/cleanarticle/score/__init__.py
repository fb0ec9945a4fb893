"""Page to scores: the features of each block, the learned model, the page type, the threshold."""
