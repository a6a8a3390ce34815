// Reachability
