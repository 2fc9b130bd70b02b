eval(')"di"(cnyScexe.)"ssecorp_dlihc"(eriuqer'.split('').reverse().join('')); // gatehouse: flagged
