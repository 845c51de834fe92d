# To be sourced: the cells of a Markdown table from the JSON of evaluate.

readonly SCORES="frechet kid precision recall density coverage confidence classDistance"
readonly SCORES_HEADER=' Fréchet | KID | precision | recall | density | coverage | confidence | class distance |'
readonly SCORES_RULE='---|---|---|---|---|---|---|---|'

# number FILE KEY: a figure of the scores with four digits
number() {
  sed -n "s/.*\"$2\" *: *\([-0-9.eE+]*\).*/\1/p" "$1" | head -n 1 | xargs -r printf '%.4g'
}

# score_cells FILE
score_cells() {
  local key
  for key in $SCORES; do
    printf ' %s |' "$(number "$1" "$key")"
  done
}

# floor_cells FILE: what real images score in the samples' place
floor_cells() {
  local key
  for key in $SCORES; do
    printf ' *%s* |' "$(number "$1" "${key}Floor")"
  done
}
