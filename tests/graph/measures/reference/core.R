# Rscript core.R > core.csv
# Every possible core of each graph, its pattern spelt out, and base R's cor() of the two.
# between: 1 tied, 0 not tied, NA left out. optima: cores within 1e-9 of the best.
edges <- read.csv("edges.csv")
groups <- read.csv("groups.csv")
cat("graph,between,r,optima,size\n")
for (name in unique(groups$graph)) {
  n <- sum(groups$graph == name)
  ties <- edges[edges$graph == name & edges$source != edges$target, ]
  directed <- all(ties$directed == 1)
  m <- matrix(0, n, n)
  m[cbind(ties$source, ties$target)] <- 1
  if (!directed) m[cbind(ties$target, ties$source)] <- 1
  counted <- if (directed) row(m) != col(m) else upper.tri(m)
  for (between in c(1, 0, NA)) {
    best <- -2; optima <- 0; size <- n
    for (core in seq_len(2^n - 2)) {
      inside <- bitwAnd(core, 2^(0:(n - 1))) > 0
      pattern <- outer(inside, inside, function(a, b) ifelse(a & b, 1, ifelse(a | b, between, 0)))
      used <- counted & !is.na(pattern)
      x <- m[used]; y <- pattern[used]
      if (length(x) < 2 || length(unique(x)) < 2 || length(unique(y)) < 2) next
      r <- cor(x, y)
      if (r > best + 1e-9) { best <- r; optima <- 1; size <- sum(inside) }
      else if (abs(r - best) <= 1e-9) { optima <- optima + 1; size <- min(size, sum(inside)) }
    }
    cat(if (best < -1) paste(name, between, "", "", "", sep = ",")
        else paste(name, between, sprintf("%.12f", best), optima, size, sep = ","), "\n", sep = "")
  }
}
