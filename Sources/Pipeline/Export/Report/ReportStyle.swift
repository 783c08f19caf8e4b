/// The page's own style and script; nothing is loaded from anywhere.
enum ReportStyle {
    static let css = """
        :root{--ink:#1d2b33;--soft:#55656e;--line:#cfd8dc;--sea:#dfeaf0;--land:#f6f2e7;--accent:#0b5563;--warn:#9c2f10}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        html[lang=en] [lang=es],html[lang=es] [lang=en]{display:none!important}
        body{margin:0 auto;max-width:1080px;padding:0 20px 60px;color:var(--ink);background:#fff;
        font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        header{padding:28px 0 12px;border-bottom:3px solid var(--accent);margin-bottom:18px}
        h1{font-size:1.9rem;line-height:1.2;margin:.2em 0}
        h2{font-size:1.35rem;margin:2.2em 0 .4em;padding-top:.4em;border-top:1px solid var(--line)}
        h3{font-size:1.05rem;margin:1.6em 0 .3em}
        p,li{max-width:75ch}
        nav{display:flex;flex-wrap:wrap;gap:4px 14px;font-size:.92rem;margin:.8em 0}
        nav a,a{color:var(--accent)}
        .languages{float:right;display:flex;gap:6px}
        button{font:inherit;font-size:.85rem;padding:3px 10px;border:1px solid var(--accent);background:#fff;
        color:var(--accent);border-radius:4px;cursor:pointer}
        button[aria-pressed=true]{background:var(--accent);color:#fff}
        .lead{font-size:1.06rem}
        .keyline{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:10px;margin:16px 0;padding:0}
        .keyline li{list-style:none;border-left:4px solid var(--accent);background:#f3f7f8;padding:8px 12px}
        .keyline b{display:block;font-size:1.15rem}
        .caution{border-left:4px solid var(--warn);background:#fbf3ef;padding:8px 14px;margin:14px 0}
        figure{margin:18px 0}
        figure svg{display:block;width:100%;height:auto;border:1px solid var(--line);background:var(--sea)}
        figure.plot svg{background:#fff}
        figcaption{font-size:.9rem;color:var(--soft);margin-top:6px;max-width:85ch}
        .legend{display:flex;flex-wrap:wrap;gap:6px 18px;font-size:.86rem;margin:8px 0 0;padding:0}
        .legend li{list-style:none;display:flex;align-items:center;gap:6px}
        .legend svg{width:34px;height:16px;border:0;background:none;display:inline-block}
        .scroll{overflow-x:auto;margin:10px 0 22px}.drawing{overflow-x:auto}
        tbody th{min-width:9.5em}
        table{border-collapse:collapse;font-size:.88rem;width:100%}
        caption{text-align:left;font-weight:600;padding:6px 0;caption-side:top}
        th,td{padding:5px 10px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{background:#f3f7f8;border-bottom:2px solid var(--accent)}thead th.figure{white-space:normal}
        tbody th{font-weight:500}
        .figure{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        .badge{display:inline-block;border:1px solid currentColor;border-radius:3px;padding:0 6px;font-size:.8rem;
        white-space:nowrap}
        .whole{white-space:nowrap}.bad{color:var(--warn);font-weight:600}
        .quiet{color:var(--soft)}
        details{margin:8px 0}
        summary{cursor:pointer;color:var(--accent)}
        footer{margin-top:40px;font-size:.85rem;color:var(--soft);border-top:1px solid var(--line);padding-top:10px}
        @media(max-width:600px){body{padding:0 12px 40px;font-size:15px}h1{font-size:1.45rem}
        th,td{padding:4px 7px}.drawing svg{min-width:660px}.languages{float:none;margin-bottom:8px}}
        @media print{body{max-width:none;font-size:10pt;padding:0}.languages,nav{display:none}
        .scroll{overflow:visible}table{font-size:7.5pt}thead th{white-space:normal}
        figure,tr,.caution{break-inside:avoid}h2{break-after:avoid}@page{size:A4;margin:14mm}}
        """

    /// Switches the language; without scripts the page stays English.
    static let script = """
        (function(){var page=document.documentElement;function show(code){page.lang=code;
        document.getElementById('lang-en').setAttribute('aria-pressed',code==='en');
        document.getElementById('lang-es').setAttribute('aria-pressed',code==='es');
        document.title=page.getAttribute('data-title-'+code);}
        function follow(){if(location.hash==='#es')show('es');else if(location.hash==='#en')show('en');}
        document.getElementById('lang-en').onclick=function(){show('en');};
        document.getElementById('lang-es').onclick=function(){show('es');};
        window.addEventListener('hashchange',follow);follow();})();
        """
}
