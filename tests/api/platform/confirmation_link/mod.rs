mod deny;
