mod renew;
