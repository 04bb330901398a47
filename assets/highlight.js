// An article that was opened from a search (?hl=…) has its hits marked; others load nothing for it.

if (new URLSearchParams(location.search).has("hl")) import("./hits.js");
