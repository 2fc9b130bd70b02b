def call(String text) {
  withCredentials([string(credentialsId: 'chat', variable: 'CHAT_URL')]) {
    httpRequest url: env.CHAT_URL, httpMode: 'POST', requestBody: groovy.json.JsonOutput.toJson([text: text])
  }
}
