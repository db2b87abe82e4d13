"""A town's web site, read politely and cut into passages: one host, robots.txt obeyed, one page a second."""
