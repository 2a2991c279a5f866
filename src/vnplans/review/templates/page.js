"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const articles = [...document.querySelectorAll("article.document")];
  const numbers = (element) => (element.dataset.q || "").split(" ").filter(Boolean);
  const meets = (element, wanted) => numbers(element).some((n) => wanted.has(n));
  const bring = (element) => {
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "center", inline: "nearest", behavior: still ? "auto" : "smooth" });
  };
  const clear = (article) => {
    article.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    article.querySelector(".said").hidden = true;
  };

  const showValue = (article, value, scroll) => {
    clear(article);
    const wanted = new Set(numbers(value));
    const marks = [...article.querySelectorAll("a.m")].filter((mark) => meets(mark, wanted));
    value.classList.add("on");
    marks.forEach((mark) => mark.classList.add("on"));
    if (marks.length && scroll) bring(marks[0]);
    return marks;
  };

  const showMark = (article, wanted) => {
    clear(article);
    const values = [...article.querySelectorAll("a.v")].filter((value) => meets(value, wanted));
    values.forEach((value) => value.classList.add("on"));
    article.querySelectorAll("a.m").forEach((mark) => mark.classList.toggle("on", meets(mark, wanted)));
    if (values.length) bring(values[0]);
    const said = article.querySelector(".said");
    said.replaceChildren(`Đọc từ đoạn này: ${values.length} giá trị`);
    values.forEach((value) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = [...value.classList].find((name) => name.startsWith("k-")) || "";
      button.textContent = `${value.dataset.l}: ${value.textContent}`;
      button.addEventListener("click", () => {
        bring(value);
        value.focus({ preventScroll: true });
      });
      said.append(button);
    });
    said.hidden = false;
  };

  articles.forEach((article) => {
    article.addEventListener("click", (event) => {
      const value = event.target.closest("a.v");
      const mark = event.target.closest("a.m");
      if (!value && !mark) return;
      event.preventDefault();
      if (value) {
        showValue(article, value, true);
        return;
      }
      // boxes may lie on each other: a mouse click means all of them under the pointer
      const under = event.detail ? document.elementsFromPoint(event.clientX, event.clientY) : [];
      const marks = [mark, ...under.filter((element) => element.matches("a.m"))];
      showMark(article, new Set(marks.flatMap(numbers)));
    });
    article.addEventListener("keydown", (event) => {
      if (event.key === "Escape") clear(article);
    });
  });

  const goto = (index) => {
    articles.forEach((article, n) => { article.hidden = n !== index; });
  };
  if (articles.length > 1) {
    const nav = document.querySelector("nav.documents");
    const label = document.createElement("label");
    const select = document.createElement("select");
    articles.forEach((article, n) => {
      const mark = article.dataset.review ? " (!)" : "";
      select.add(new Option(`${n + 1}/${articles.length} ${article.dataset.name}${mark}`, String(n)));
    });
    select.addEventListener("change", () => goto(Number(select.value)));
    label.append("Văn bản:", select);
    nav.append(label);
    [["‹ Trước", -1], ["Sau ›", 1]].forEach(([words, step]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", () => {
        select.value = String((Number(select.value) + step + articles.length) % articles.length);
        goto(Number(select.value));
      });
      nav.append(button);
    });
    nav.hidden = false;
  }
  // the address may name a document or a value: page.html#d2, page.html#d1v7
  const asked = location.hash ? document.getElementById(location.hash.slice(1)) : null;
  const home = asked ? articles.indexOf(asked.closest("article.document")) : 0;
  if (articles.length > 1) goto(Math.max(home, 0));
  if (articles.length > 1) document.querySelector("nav.documents select").value = String(Math.max(home, 0));
  if (asked && asked.matches("a.v")) showValue(articles[home], asked, true);
  if (asked && asked.matches("a.m, i[data-q]")) showMark(articles[home], new Set(numbers(asked)));
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
})();
