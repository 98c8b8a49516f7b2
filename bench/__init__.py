"""Speed and memory, as ratios against something outside measured in the same run. `make bench` prints them."""
