(function (root) {
  root.setAttribute("data-js", "");
  try {
    ["size", "theme"].forEach(function (key) {
      var value = localStorage.getItem("reading-" + key);
      if (value) root.setAttribute("data-" + key, value);
    });
  } catch (blocked) {}
})(document.documentElement);
