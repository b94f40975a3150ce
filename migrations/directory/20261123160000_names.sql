-- Whoever confirms a sign-up enters the name of the organisation; what is entered already is neither changed nor taken away by it.
grant insert on directory.organisation to countersign_sign_in;
