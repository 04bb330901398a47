(function (root) {
  if (location.protocol === "file:") {
    addEventListener("DOMContentLoaded", function () {
      document.querySelectorAll("a[href$='/']").forEach(function (link) {
        if (link.protocol === "file:") link.href += "index.html";
      });
    });
  } else root.setAttribute("data-js", "");
  try {
    ["size", "theme"].forEach(function (key) {
      var value = localStorage.getItem("reading-" + key);
      if (value) root.setAttribute("data-" + key, value);
    });
  } catch (blocked) {}
})(document.documentElement);
