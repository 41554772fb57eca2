# Rscript brokerage.R > brokerage.csv
# The role counts of sna::brokerage; w_I coordinator, w_O itinerant, b_IO representative,
# b_OI gatekeeper, b_O liaison. An undirected tie is given in both directions.
suppressMessages(library(sna))
edges <- read.csv("edges.csv")
groups <- read.csv("groups.csv")
cat("graph,node,coordinator,itinerant,representative,gatekeeper,liaison\n")
for (name in unique(groups$graph)) {
  own <- groups[groups$graph == name, ]
  ties <- edges[edges$graph == name & edges$source != edges$target, ]
  m <- matrix(0, nrow(own), nrow(own))
  m[cbind(ties$source, ties$target)] <- 1
  if (all(ties$directed == 0)) m[cbind(ties$target, ties$source)] <- 1
  b <- brokerage(m, own$group)$raw.nli
  for (i in seq_len(nrow(own)))
    cat(paste(c(name, own$node[i], b[i, c("w_I", "w_O", "b_IO", "b_OI", "b_O")]), collapse = ","), "\n", sep = "")
}
