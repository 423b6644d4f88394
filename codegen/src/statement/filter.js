(function () {
  "use strict";
  var events = Array.prototype.slice.call(document.querySelectorAll("article"));
  var parts = Array.prototype.slice.call(document.querySelectorAll("main > section, main > p"));
  var rows = Array.prototype.slice.call(document.querySelectorAll("tbody tr"));
  var box = document.createElement("div");
  box.className = "filter";
  box.setAttribute("role", "search");
  box.innerHTML = '<label for="filter">Find a value</label><input id="filter" type="search" autocomplete="off"><output for="filter"></output>';
  document.querySelector("nav").prepend(box);
  var input = box.querySelector("input"), count = box.querySelector("output");
  input.addEventListener("input", function () {
    var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
    var has = function (node) {
      var text = node.textContent.toLowerCase();
      return words.every(function (word) { return text.indexOf(word) >= 0; });
    };
    rows.forEach(function (row) {
      var title = row.closest("article") && row.closest("article").querySelector("h3");
      row.hidden = !(has(row) || (title && has(title)));
      if (!row.hidden) { found += 1; }
    });
    events.forEach(function (event) {
      var own = Array.prototype.slice.call(event.querySelectorAll("tbody tr"));
      event.hidden = own.length ? own.every(function (row) { return row.hidden; }) : !has(event);
    });
    // What is found stands at the top, and not somewhere below.
    parts.forEach(function (part) { part.hidden = !(has(part) || part.querySelector("tbody tr:not([hidden])")); });
    count.textContent = words.length ? (found === 1 ? "1 line matches" : found + " lines match") : "";
  });
})();
