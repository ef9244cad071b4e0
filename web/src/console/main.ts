// The console starts here.
import { createApp } from 'vue'
import { follow } from './start'
import './style/base.css'
import './style/table.css'
import ConsoleApp from './shell/ConsoleApp.vue'
import { router } from './router'

follow(router)
createApp(ConsoleApp).use(router).mount('#app')
